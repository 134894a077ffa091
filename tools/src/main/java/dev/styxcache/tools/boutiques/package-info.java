/** Reads descriptors of Boutiques. */
@NullMarked
package dev.styxcache.tools.boutiques;

import org.jspecify.annotations.NullMarked;
