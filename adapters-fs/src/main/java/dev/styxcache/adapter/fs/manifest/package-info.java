/** The manifest as a text on disk. */
package dev.styxcache.adapter.fs.manifest;
