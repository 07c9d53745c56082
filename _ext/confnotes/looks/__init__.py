"""The theme's pages, put right: icons, scripts, what screen readers are told. Knows no talks.

======================= ================================================================
``layout``              a layout of ours around the theme's, with changes of what it puts out
``pydata``              no inline scripts, and icons that are drawn by our style sheet
``bodies``              roles that readers' software knows
======================= ================================================================
"""
