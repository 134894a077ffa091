/**
 * The settings, the sources of their values (options, environment, files, defaults), and the values
 * that are in effect. The configuration is read here and nowhere else.
 */
package dev.styxcache.configuration;
