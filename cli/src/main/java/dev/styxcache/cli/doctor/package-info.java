/** Checks of {@code styxcache doctor}: each reports what is wrong, and what to do about it. */
package dev.styxcache.cli.doctor;
