/** What happens when the process is asked to end while a tool runs. */
package dev.styxcache.cli.signal;
