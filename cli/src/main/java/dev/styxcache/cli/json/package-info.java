/** JSON as plain Java values: maps, lists, texts, numbers, truth values and null. */
package dev.styxcache.cli.json;
