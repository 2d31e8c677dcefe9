"""A Discord bot that answers from sourced records about rare earths, Japan and the Senkaku/Diaoyu Islands."""
