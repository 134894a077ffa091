/** Lookup of adapters by the names that configuration gives them. */
package dev.styxcache.application.services;
