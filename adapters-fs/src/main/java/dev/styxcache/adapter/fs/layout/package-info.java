/** The names of all files and folders of a cache directory. */
package dev.styxcache.adapter.fs.layout;
