/** Runs tools in containers of Apptainer or Singularity. */
package dev.styxcache.adapter.runner.singularity;
