/** The dry runner, which records runs and carries none out. */
package dev.styxcache.adapter.runner.dry;
