# The Debian package of the command: cpack --config build/release/CPackConfig.cmake -B build/release
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "maillage <maillage@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Where is a public service missing?")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# What runs; the library and its headers (component dev) need the compilers of those who build on them.
set(CPACK_COMPONENTS_ALL Unspecified)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "maillage loads the outlines of French pays and a list of PTCE, says which pays
have none on record and how far the country is from its targets, and writes
GeoJSON layers, a report, a table of gaps and a dashboard.")
include(CPack)
