; What Windows shows as the properties of the setup.

VIProductVersion "${FOUR_NUMBERS}"
VIFileVersion "${FOUR_NUMBERS}"

!macro Facts LANGUAGE ABOUT
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "SLO Desktop"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "The SLO Desktop authors"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${ABOUT}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "MIT"
!macroend

!insertmacro Facts ${LANG_WELSH} "Gosodwr SLO Desktop"
!insertmacro Facts ${LANG_ENGLISH} "Setup of SLO Desktop"
