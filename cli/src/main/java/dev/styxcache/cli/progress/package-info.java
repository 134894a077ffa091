/** Progress bars on a terminal. */
package dev.styxcache.cli.progress;
