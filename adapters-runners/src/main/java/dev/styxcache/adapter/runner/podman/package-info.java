/** Runs tools in containers of podman. */
package dev.styxcache.adapter.runner.podman;
