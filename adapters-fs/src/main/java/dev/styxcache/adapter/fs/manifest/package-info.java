/** The manifest on disk: its JSON text and its file. */
package dev.styxcache.adapter.fs.manifest;
