/** Declared inputs and outputs: what every runner checks before anything runs. */
package dev.styxcache.adapter.runner.declaration;
