/** Finds out what the tags of container images stand for. */
package dev.styxcache.adapter.runner.digest;
