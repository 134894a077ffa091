/** How results are shown: lines for people, JSON for programs. */
package dev.styxcache.cli.output;
