/** Runs tools in containers, whatever the engine. */
package dev.styxcache.adapter.runner.container;
