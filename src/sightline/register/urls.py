"""The addresses of the register."""

from django.urls import path

from sightline.register.views import covering, details, family, homes, involving, restricting, searching

app_name = "register"
urlpatterns = [
    path("search", searching.find, name="search"),
    path("add", searching.add, name="add"),
    path("restricted", restricting.restrictions, name="restrictions"),
    path("restricted/<int:restriction_id>", restricting.restriction, name="restriction"),
    path("cover", covering.cover, name="cover"),
    path("cover/<int:cover_id>/end", covering.end, name="end_cover"),
    path("<int:child_id>/details", details.details, name="details"),
    path("<int:child_id>/birth", details.birth, name="birth"),
    path("<int:child_id>/men", details.men, name="men"),
    path("<int:child_id>/numbers/add", details.add_number, name="add_number"),
    path("<int:child_id>/numbers/<int:reference_id>/correct", details.correct_number, name="correct_number"),
    path("<int:child_id>/move", homes.move, name="move"),
    path("<int:child_id>/homes/<int:member_id>/address", homes.show_address, name="show_address"),
    path("<int:child_id>/homes/<int:member_id>/protect", homes.protect, name="protect"),
    path("<int:child_id>/homes/<int:member_id>/lift", homes.lift_protection, name="lift_protection"),
    path("<int:child_id>/homes/<int:member_id>/who-else", homes.add_member, name="add_member"),
    path("<int:child_id>/homes/<int:member_id>/left", homes.leave, name="leave"),
    path("<int:child_id>/family/adult", family.add_adult, name="add_adult"),
    path("<int:child_id>/family/sibling", family.add_sibling, name="add_sibling"),
    path("<int:child_id>/family/<int:tie_id>/end", family.end_tie, name="end_tie"),
    path("<int:child_id>/involvements/start", involving.start, name="start_involvement"),
    path("<int:child_id>/involvements/<int:involvement_id>/end", involving.end, name="end_involvement"),
    path("<int:child_id>/restrict", restricting.restrict, name="restrict"),
]
