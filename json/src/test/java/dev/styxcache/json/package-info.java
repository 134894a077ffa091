/** Tests of the JSON reader. */
package dev.styxcache.json;
