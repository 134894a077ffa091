/** Scopes in which the cache is left out, or taken in again. */
package dev.styxcache.application.bypass;
