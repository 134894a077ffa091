/** Output trees: what is in them, where their links lead, and copies of them. */
package dev.styxcache.adapter.fs.tree;
