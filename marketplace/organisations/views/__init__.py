"""The register, the way in, the officers' desk and the pages of a member organisation."""
