/**
 * File system primitives: stat, walk of a tree, copies, atomic replacement, permissions, deletion.
 */
package dev.styxcache.files;
