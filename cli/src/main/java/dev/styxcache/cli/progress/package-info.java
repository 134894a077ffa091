/** How far work has come, on a terminal. */
package dev.styxcache.cli.progress;
