/** Wording for people: sizes, durations, and the reasons of I/O errors. */
package dev.styxcache.cli.text;
