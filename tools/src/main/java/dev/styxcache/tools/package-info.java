/**
 * Tools by name: catalogues of descriptors, and the tools in them. Pure, apart from the ports that
 * read files and JSON.
 */
@NullMarked
package dev.styxcache.tools;

import org.jspecify.annotations.NullMarked;
