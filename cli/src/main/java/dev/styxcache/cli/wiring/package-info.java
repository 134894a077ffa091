/** Joins the configuration with what one call of the command line sets. */
package dev.styxcache.cli.wiring;
