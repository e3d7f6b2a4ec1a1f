"""docconv"""
