/** Catalogues of tools in directories and archives, and the outputs of tools on disk. */
@NullMarked
package dev.styxcache.adapter.catalog;

import org.jspecify.annotations.NullMarked;
