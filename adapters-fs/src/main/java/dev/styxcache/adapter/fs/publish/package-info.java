/** Makes finished folders entries: sealing, the rename to the final name, merging, exposure. */
package dev.styxcache.adapter.fs.publish;
