/** The vectors that Python's styxcache made, and what reads them. */
package dev.styxcache.domain.vectors;
