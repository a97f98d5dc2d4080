"""Read what the platforms of universities give, and write what they import. Nothing here knows a gradebook or a result.

container        the files of an archive or a folder, read safely
entry            one file that a person handed in, as a platform names it
canvas, moodle, blackboard, gradescope, plain    the names of files on each platform
github           files that were read from students' repositories
github_settings, github_repositories, github_api    where these are; reading them; private or not, and comments
recognise        which platform a download is from, and which exercise it is for
moodle_times     when students handed in on Moodle, by its worksheet
roster           roster.csv: who is who, and what each platform calls them
columns, people  a platform's own list of people
merging          what such a list changes in the roster
matching         whose file it is, by the roster
choosing         which files of a student count
placing          puts what counts into submitted/
collecting       all of this for one download
collected        what was collected, and every attempt that was
sheet            a CSV file of a platform, of which only the filled-in cells change
grade_columns    the columns of exercises in it
numbers          numbers with a decimal point or a decimal comma
filling          the scores in such a file
feedback_zip     feedback pages under the names that a platform expects
renaming         another id for a student
"""
