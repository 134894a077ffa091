/** Finds the adapters that a configuration names, and gives them their settings. */
package dev.styxcache.configuration.assembly;
