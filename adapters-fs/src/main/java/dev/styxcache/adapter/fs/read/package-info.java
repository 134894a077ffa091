/** Finds entries, checks them against their manifests, and restores inputs from them. */
package dev.styxcache.adapter.fs.read;
