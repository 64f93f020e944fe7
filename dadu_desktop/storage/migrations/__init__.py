"""One module a released schema; plain operations only, never today's classes."""
