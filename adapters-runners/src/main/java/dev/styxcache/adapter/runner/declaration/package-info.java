/**
 * What every runner does with the inputs and outputs that are declared to it, before anything runs.
 */
package dev.styxcache.adapter.runner.declaration;
