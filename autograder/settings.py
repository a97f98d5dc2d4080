"""The settings: what the class's nbgrader_config.py says, read without importing nbgrader, which takes seconds."""

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course import CourseError
from autograder.places import Places


def nbgrader_config(places: Places) -> Config:
    """nbgrader's configuration for a class."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(places.root)).load_config()
    config.CourseDirectory.root = str(places.root)
    return config


def database_url(places: Places, config: Config) -> str:
    """Where nbgrader keeps the gradebook. Raises CourseError where that database needs to know more."""
    url = config.CourseDirectory.get("db_url", f"sqlite:///{places.gradebook}")
    if not url.startswith("sqlite") and not config.CourseDirectory.get("course_id"):
        raise CourseError(
            "nbgrader_config.py names a database of several courses, but not which is this one. Add to it:\n"
            'c.CourseDirectory.course_id = "dl101"'
        )
    return url


def file_mode(config: Config) -> int:
    """The permissions that nbgrader gives to an autograded notebook."""
    usual = 664 if config.CourseDirectory.get("groupshared", False) else 444
    return int(str(config.Autograde.get("permissions", usual)), base=8)
