/** File system primitives: stat, copies, atomic replacement, modes, deletion of trees. */
package dev.styxcache.files;
