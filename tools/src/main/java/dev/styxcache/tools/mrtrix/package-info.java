/** Reads descriptions of MRtrix3's commands. */
@NullMarked
package dev.styxcache.tools.mrtrix;

import org.jspecify.annotations.NullMarked;
