/** Looks into the cache: which entries there are, and what is in them. Changes nothing. */
package dev.styxcache.cli.inspection;
