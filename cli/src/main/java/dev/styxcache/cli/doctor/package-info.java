/** Looks for what is wrong on this machine, and says what to do about it. */
package dev.styxcache.cli.doctor;
