/** Reading of JSON objects, and texts as Python writes them. */
@NullMarked
package dev.styxcache.tools.json;

import org.jspecify.annotations.NullMarked;
