/** The settings of runners of containers, which their builders take. */
package dev.styxcache.adapter.runner.settings;
