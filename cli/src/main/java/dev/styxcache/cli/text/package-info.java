/** Texts for people: names that are near to a mistyped one, sizes, times, tables. */
package dev.styxcache.cli.text;
