/** The commands. Each states its options as a syntax and does its work in one method. */
package dev.styxcache.cli.command;
