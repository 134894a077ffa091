/** Runs tools in containers of docker. */
package dev.styxcache.adapter.runner.docker;
