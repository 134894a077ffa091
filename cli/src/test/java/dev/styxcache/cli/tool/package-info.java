/** Tools that are called by their descriptors. */
package dev.styxcache.cli.tool;
