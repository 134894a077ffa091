/** What runners that use containers have in common, whatever the engine. */
package dev.styxcache.adapter.runner.container;
