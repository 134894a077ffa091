/** How results are shown: lines for people, JSON for programs, bars on a terminal. */
package dev.styxcache.cli.output;
