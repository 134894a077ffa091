/** Runs in progress: their folders, what they left of mutable inputs, and their commit. */
package dev.styxcache.adapter.fs.staging;
