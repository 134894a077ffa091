/** The commands. Each declares its syntax, and does its work in one method. */
package dev.styxcache.cli.command;
