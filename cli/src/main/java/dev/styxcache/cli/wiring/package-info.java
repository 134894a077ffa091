/**
 * Chooses the parts that the configuration names and puts them together. Parts are found by their
 * names on the class path, so that a further runner or store is a further jar.
 */
package dev.styxcache.cli.wiring;
