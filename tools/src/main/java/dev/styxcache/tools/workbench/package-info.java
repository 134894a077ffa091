/** Reads descriptions of Connectome Workbench's commands. */
@NullMarked
package dev.styxcache.tools.workbench;

import org.jspecify.annotations.NullMarked;
